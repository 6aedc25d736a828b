import type { Wire } from './wire.js';

/** Types a value as the page receives it: JSON writes its dates as texts. */
export function onWire<T>(value: T): Wire<T> {
  return value as Wire<T>;
}
