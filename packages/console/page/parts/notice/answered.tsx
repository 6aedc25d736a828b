import type { ComponentChildren } from 'preact';
import type { Answer } from '../../api/use-answer.js';
import { Problem } from './problem.js';
import { Skeleton } from './skeleton.js';

/**
 * Shows an answer of the API: its shape while it is loaded, the problem if it failed, and what was
 * loaded before under a problem that came later.
 */
export function Answered<Data>({
  answer,
  lines = 6,
  children,
}: {
  readonly answer: Answer<Data>;
  /** Lines of text that the answer takes: the page does not jump when it comes. */
  readonly lines?: number;
  readonly children: (data: Data) => ComponentChildren;
}) {
  const { data, problem, reload } = answer;
  return (
    <>
      {problem === undefined ? null : <Problem problem={problem} retry={reload} />}
      {data === undefined ? (
        problem === undefined ? (
          <Skeleton lines={lines} />
        ) : null
      ) : (
        children(data)
      )}
    </>
  );
}
