/** Reports that a test proves nothing, because its fault did not occur. */
export class FaultNotInjectedError extends Error {
  override readonly name = 'FaultNotInjectedError';
  readonly code = 'FAULT_NOT_INJECTED';

  /** @param what Names the fault and what was missing. */
  constructor(what: string) {
    super(`Fault not injected: ${what}`);
  }
}
