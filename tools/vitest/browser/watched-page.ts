import type { BrowserContext, Page } from 'playwright-core';

/** Collects what no page of a test may do: errors, violations of its policy, requests to another host. */
export class PageProblems {
  readonly #problems: string[] = [];
  readonly #origin: string;
  readonly #allowed: readonly RegExp[];

  /** @param allowed - Problems that the test provokes, such as `/404/`. */
  constructor(context: BrowserContext, origin: string, allowed: readonly RegExp[] = []) {
    this.#origin = origin;
    this.#allowed = allowed;
    context.on('page', (page) => {
      this.#watch(page);
    });
    context.on('request', (request) => {
      const url = request.url();
      if (new URL(url).origin !== this.#origin) this.#add(`A request to another host: ${url}`);
    });
  }

  /** The problems so far. */
  get found(): readonly string[] {
    return this.#problems;
  }

  #watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.#add(`An error in the console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => {
      this.#add(`An error of the page: ${error.stack ?? error.message}`);
    });
    page.on('crash', () => {
      this.#add('The page has crashed.');
    });
  }

  #add(problem: string): void {
    if (!this.#allowed.some((pattern) => pattern.test(problem))) this.#problems.push(problem);
  }
}
