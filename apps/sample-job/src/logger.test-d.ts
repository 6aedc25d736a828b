import type { Logger as LoggerOfLogging } from '@wdh/logging';
import type { Logger } from '@wdh/pipeline-core';
import { expectTypeOf } from 'vitest';

// The packages do not know each other; here they meet.
expectTypeOf<LoggerOfLogging>().toExtend<Logger>();
