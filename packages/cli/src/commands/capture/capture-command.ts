import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { parseDuration, parseKeptDays } from '../../options/parse-durations.js';
import { parseCount } from '../../options/parse-times.js';
import { parseFilePath } from '../../options/parse-values.js';
import { addParamOption } from '../../options/run-options.js';
import type { CaptureOptions } from './run-capture.js';

const examples = `
Examples:
  wdh capture                                      the feeds of wdh.config.ts
  wdh capture binance_trades                       capture until Ctrl+C, and load every minute
  wdh capture binance_trades --for 2m              try it for two minutes
  wdh capture binance_trades --topics BTCUSDT ETHUSDT
  wdh capture binance_trades --url wss://example.org/trades
  wdh capture binance_trades --no-load             write files only, without a database

Messages are written to a segment file as they arrive. A segment is closed after a minute or 64 MB,
and loaded once by the job of the feed, while the next one is written. A bad message is a rejected row.
Without the database, segments wait in the folder and are loaded when it is back.

Ctrl+C or SIGTERM stops reading, closes the segment, loads it, and exits with 0; a second one ends at
once. Whatever ended a capture, the next one into the same folder loads what is left, each message once.`;

/** Adds `wdh capture`. */
export function addCaptureCommand(program: Command, act: Act): void {
  const command = program
    .command('capture')
    .argument('[feed]', 'a feed of wdh.config.ts; without one, the feeds are listed')
    .description('Capture the messages of a WebSocket feed, and load them with its job.')
    .option(
      '--url <address>',
      'the address, ws:// or wss:// (default: CAPTURE_URL, or that of the feed)',
    )
    .option('--topics <topic...>', 'what to capture, such as symbols (default: those of the feed)')
    .option('--for <time>', 'end after 30s, 10m, 2h or 1d (default: never)', parseDuration)
    .option(
      '--folder <folder>',
      'where the segments are, on a local disk (default: capture/FEED in WDH_HOME)',
      parseFilePath,
    )
    .option('--segment-seconds <n>', 'close a segment after so many seconds', parseCount, 60)
    .option('--segment-mb <n>', 'close a segment of that size', parseCount, 64)
    .option(
      '--sync-seconds <n>',
      'flush to the disk so often, against a power failure; 0 with each write',
      parseSeconds,
      1,
    )
    .option(
      '--keep <time>',
      'keep loaded segments for 7d or 2w, or delete them at once with 0 (default: 1d)',
      parseKeptDays,
    )
    .option('--no-load', 'write segments only: a later capture loads them');
  addParamOption(command)
    .option('--quiet', 'show no progress', false)
    .addHelpText('after', examples)
    .action(
      act<CaptureOptions>(async (context, options, [name]) => {
        const { runCapture } = await import('./run-capture.js');
        return runCapture(context, name, options);
      }),
    );
}

function parseSeconds(text: string): number {
  return text === '0' ? 0 : parseCount(text);
}
