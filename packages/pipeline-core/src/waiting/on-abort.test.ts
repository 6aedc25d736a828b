import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort } from './on-abort.js';

describe('onAbort', () => {
  it('calls each waiting callback once', () => {
    const controller = new AbortController();
    const calls: string[] = [];
    const note = () => calls.push('same');
    onAbort(controller.signal, note);
    onAbort(controller.signal, note);
    onAbort(controller.signal, () => calls.push('other'));
    controller.abort();
    controller.signal.dispatchEvent(new Event('abort'));
    expect(calls).toEqual(['same', 'same', 'other']);
  });

  it('does not call a removed callback, and removes its listener with the last one', () => {
    const controller = new AbortController();
    const calls: string[] = [];
    const forgetOne = onAbort(controller.signal, () => calls.push('one'));
    const forgetOther = onAbort(controller.signal, () => calls.push('other'));
    forgetOne();
    forgetOne();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    forgetOther();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    onAbort(controller.signal, () => calls.push('third'));
    controller.abort();
    expect(calls).toEqual(['third']);
  });
});
