import { useEffect, useState } from 'preact/hooks';

/** Milliseconds by which the clock of the server is ahead of that of this computer. */
let aheadMs = 0;
const tolerableMs = 2_000;

/** Learns the time of the server from one of its answers. */
export function noteServerTime(header: string | null): void {
  const at = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(at)) return;
  const foundMs = at - Date.now();
  // The header has whole seconds: a small difference is no difference.
  aheadMs = Math.abs(foundMs) > tolerableMs ? foundMs : 0;
}

/** Returns the time of the server, so that `3 minutes ago` is right on a computer with a wrong clock. */
export function serverNow(): Date {
  return new Date(Date.now() + aheadMs);
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Returns the time of the server, and renders again each second. */
export function useNow(): Date {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const tick = (): void => {
      setNow(serverNow());
    };
    listeners.add(tick);
    timer ??= setInterval(() => {
      if (!document.hidden) for (const listener of [...listeners]) listener();
    }, 1_000);
    return () => {
      listeners.delete(tick);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
  return now;
}
