import { expectTypeOf } from 'vitest';
import { createLogging, redact, type Logger, type Plain } from './index.js';

const logging = createLogging();

expectTypeOf(logging.getLogger('x')).toEqualTypeOf<Logger>();
expectTypeOf(logging.getLogger('x').bind({ domain: 'd' })).toEqualTypeOf<Logger>();
expectTypeOf(logging.close).returns.toExtend<Promise<unknown>>();
expectTypeOf(redact).returns.toEqualTypeOf<Plain>();

// Settings may be passed on directly, including undefined values.
createLogging({ level: undefined, format: undefined, toFile: undefined, fileDir: undefined });

// @ts-expect-error a level that does not exist
createLogging({ level: 'verbose' });
// @ts-expect-error a format that does not exist
createLogging({ format: 'xml' });
// @ts-expect-error facts are named
logging.getLogger('x').info('event', 'text');
