import { useState } from 'preact/hooks';
import type { WireSessions } from '../../../src/wire/session.js';
import { apiPath } from '../../api/api-path.js';
import type { ApiProblem } from '../../api/api-problem.js';
import { asProblem, send } from '../../api/send.js';
import { useAnswer } from '../../api/use-answer.js';
import { Dialog } from '../../parts/dialog/dialog.js';
import { Button } from '../../parts/form/button.js';
import { DataTable } from '../../parts/list/data-table.js';
import { Answered } from '../../parts/notice/answered.js';
import { Problem } from '../../parts/notice/problem.js';
import { Moment } from '../../parts/text/moment.js';

/** Who is logged in where, and how to end that. */
export function SessionsDialog({ onClose }: { readonly onClose: () => void }) {
  const answer = useAnswer<WireSessions>('/sessions');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const end = async (id: string): Promise<void> => {
    setProblem(null);
    try {
      await send('DELETE', apiPath`/sessions/${id}`);
    } catch (error) {
      setProblem(asProblem(error));
    }
    answer.reload();
  };
  return (
    <Dialog title="Open sessions" onClose={onClose}>
      <p>Each login opens one. An ended session has to log in again.</p>
      {problem === null ? null : <Problem problem={problem} />}
      <Answered answer={answer} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="muted">There is none.</p>
          ) : (
            <DataTable
              caption="Open sessions, the latest first"
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { key: 'user', head: 'User', cell: ({ user }) => user, isHeading: true },
                {
                  key: 'started',
                  head: 'Logged in',
                  cell: ({ startedAt }) => <Moment at={startedAt} isQuiet />,
                },
                {
                  key: 'expires',
                  head: 'Until',
                  cell: ({ expiresAt }) => <Moment at={expiresAt} isQuiet />,
                },
                {
                  key: 'end',
                  head: 'End',
                  cell: ({ id, isCurrent }) =>
                    isCurrent ? 'This one' : <Button onClick={() => void end(id)}>End</Button>,
                },
              ]}
            />
          )
        }
      </Answered>
    </Dialog>
  );
}
