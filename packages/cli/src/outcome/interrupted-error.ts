import { WdhError } from '@wdh/pipeline-core';
import type { signalExitCodes } from './exit-code.js';

type Signal = keyof typeof signalExitCodes;

/** A signal asked the job to end. */
export class InterruptedError extends WdhError {
  readonly signalName: Signal;

  constructor(signalName: Signal) {
    super(`The job was interrupted by ${signalName}. Nothing was loaded; rerun is safe.`, {
      code: 'INTERRUPTED',
      category: 'interrupted',
    });
    this.signalName = signalName;
  }
}
