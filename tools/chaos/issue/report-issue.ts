import type { Issue } from './issue.js';

/** The location of the issues of a repository. */
export interface IssueTracker {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  /** Owner and name. */
  readonly repository: string;
  readonly token: string;
}

interface KnownIssue {
  readonly number: number;
  readonly title: string;
  /** GitHub lists pull requests as issues. */
  readonly pull_request?: unknown;
}

const pageSize = 100;

/** Calls the REST API of GitHub; throws if the request is refused. */
async function ask(
  { apiUrl, repository, token }: IssueTracker,
  path: string,
  content?: Readonly<Record<string, string>>,
): Promise<unknown> {
  const response = await fetch(`${apiUrl}/repos/${repository}/issues${path}`, {
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    signal: AbortSignal.timeout(30_000),
    ...(content === undefined ? {} : { method: 'POST', body: JSON.stringify(content) }),
  });
  if (!response.ok) {
    throw new Error(`GitHub answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  }
  return response.json();
}

async function findOpen(tracker: IssueTracker, title: string): Promise<number | null> {
  for (let page = 1; ; page++) {
    const path = `?state=open&per_page=${pageSize}&page=${page}`;
    const issues = (await ask(tracker, path)) as readonly KnownIssue[];
    const found = issues.find((issue) => issue.title === title && issue.pull_request === undefined);
    if (found !== undefined) return found.number;
    if (issues.length < pageSize) return null;
  }
}

/** Opens an issue, or comments on the open one with the same title; returns its address. */
export async function reportIssue(tracker: IssueTracker, { title, body }: Issue): Promise<string> {
  const number = await findOpen(tracker, title);
  const created = (await (number === null
    ? ask(tracker, '', { title, body })
    : ask(tracker, `/${number}/comments`, { body }))) as { readonly html_url: string };
  return created.html_url;
}
