/** The reply to a command of Redis. */
export interface RedisReply {
  readonly reply: unknown;
  /** Whether the command may have been done before, on a connection that was lost. */
  readonly isRepeated: boolean;
}

/** Runs commands of Redis. */
export interface RedisRunner {
  run(args: readonly string[]): Promise<RedisReply>;
  close(): Promise<void>;
}
