import { WdhError } from '@wdh/pipeline-core';
import { eventFrame, type Frame } from '../streams/frame.js';
import { noAnswer } from './poller.js';

/** The notice that all streams show at this moment. */
export class Notices {
  #code: string | null = null;
  #frame: Frame | null = null;
  #version = 0;

  /** Differs after each change; 0 until the first notice. */
  get version(): number {
    return this.#version;
  }

  /** The event of the notice, or of its end. */
  get frame(): Frame | null {
    return this.#frame;
  }

  /** Whether there is a notice. */
  get isShown(): boolean {
    return this.#code !== null;
  }

  /** Shows why nothing new can be read, or with null that it can; returns whether that is a change. */
  show(error: unknown): boolean {
    const notice = error === null ? null : noticeOf(error);
    if ((notice?.code ?? null) === this.#code) return false;
    this.#code = notice?.code ?? null;
    this.#frame = eventFrame('notice', notice);
    this.#version += 1;
    return true;
  }
}

/** What one stream has sent of the notices. */
export class NoticeReader {
  readonly #notices: Notices;
  #seen: number;

  constructor(notices: Notices) {
    this.#notices = notices;
    this.#seen = notices.isShown ? -1 : notices.version;
  }

  /** Returns the event of a notice that changed; null if none did. */
  next(): Frame | null {
    if (this.#seen === this.#notices.version) return null;
    this.#seen = this.#notices.version;
    return this.#notices.frame;
  }
}

const unreachable = {
  code: 'DATABASE_UNAVAILABLE',
  message: 'The database does not answer. This page continues by itself when it does.',
};

/** Whether an error is that of the database as a whole, and not of one query. */
export function isUnreachable(error: unknown): boolean {
  if (error === noAnswer) return true;
  return error instanceof WdhError && (error.category === 'connection' || error.isRetryable);
}

/** Describes an error for people. */
export function noticeOf(error: unknown): { readonly code: string; readonly message: string } {
  if (isUnreachable(error)) return unreachable;
  if (!(error instanceof WdhError)) {
    return {
      code: 'INTERNAL',
      message: 'The console has failed. The log of its process says why.',
    };
  }
  return { code: error.code, message: error.summary };
}
