/** Lets one loop sleep until it is woken. A call while the loop is at work ends its next sleep. */
export class Alarm {
  #isRinging = false;
  #wakeUp: (() => void) | null = null;

  ring(): void {
    this.#isRinging = true;
    this.#wakeUp?.();
  }

  /** Sleeps for a time, or less if the alarm rings or the signal is raised. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#isRinging && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.#wakeUp, { once: true });
      });
      if (this.#wakeUp !== null) signal.removeEventListener('abort', this.#wakeUp);
      this.#wakeUp = null;
    }
    this.#isRinging = false;
  }
}
