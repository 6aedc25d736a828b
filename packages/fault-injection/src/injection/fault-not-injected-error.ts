/** Says that a test proves nothing, because the fault that it is about did not happen. */
export class FaultNotInjectedError extends Error {
  override readonly name = 'FaultNotInjectedError';
  readonly code = 'FAULT_NOT_INJECTED';

  /** @param what Names the fault and says what was missing. */
  constructor(what: string) {
    super(`Fault not injected: ${what}`);
  }
}
