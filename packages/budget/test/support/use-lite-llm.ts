import { afterAll, afterEach, beforeAll } from 'vitest';
import { LiteLlmServer } from './lite-llm-server.js';

/** A server that speaks LiteLLM's forms, for the tests of a file. */
export interface UsedLiteLlm {
  readonly server: LiteLlmServer;
}

/** Starts the server before the tests of a file; what a test overrides ends with the test. */
export function useLiteLlm(): UsedLiteLlm {
  let server: LiteLlmServer;
  beforeAll(async () => {
    server = await LiteLlmServer.start();
  });
  afterEach(() => {
    server.override = null;
    server.refusesChosenKeys = false;
    server.requests.length = 0;
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  return {
    get server() {
      return server;
    },
  };
}
