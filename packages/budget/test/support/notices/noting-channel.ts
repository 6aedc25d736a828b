import type { Notice, NoticeChannel, NoticeDelivery } from '../../../src/index.js';

type Send = (notice: Notice, signal: AbortSignal) => Promise<NoticeDelivery>;

/** A channel that notes what it is given, and answers as a test says. */
export class NotingChannel implements NoticeChannel {
  readonly name: string;
  readonly notices: Notice[] = [];
  answer: Send;

  constructor(name = 'noting', answer: Send = () => Promise.resolve({ status: 'sent' })) {
    this.name = name;
    this.answer = answer;
  }

  send(notice: Notice, { signal }: { readonly signal: AbortSignal }): Promise<NoticeDelivery> {
    this.notices.push(notice);
    return this.answer(notice, signal);
  }

  get subjects(): readonly string[] {
    return this.notices.map(({ subject }) => subject);
  }
}
