import type { Logger as LoggerOfLogging } from '@wdh/logging';
import type { Logger } from '@wdh/pipeline-core';
import { expectTypeOf } from 'vitest';

// The packages do not import each other, so their interfaces are compared here.
expectTypeOf<LoggerOfLogging>().toExtend<Logger>();
