/** What became of an audit: a registry that did not answer leaves it undone. */
export interface AuditVerdict {
  readonly outcome: 'passed' | 'refused' | 'not checked';
  readonly text: string;
}

interface AuditAnswer {
  readonly message?: string;
  readonly error?: { readonly summary?: string };
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly range: string }>
  >;
}

/** Judges what `npm audit --json` printed. */
export function judgeAudit(printed: string): AuditVerdict {
  const { message, error, vulnerabilities } = parse(printed);
  if (vulnerabilities === undefined) {
    const reason = [message, error?.summary].find(Boolean) ?? 'no answer';
    return {
      outcome: 'not checked',
      text: `NOT CHECKED: the registry did not report the vulnerable dependencies (${reason}).`,
    };
  }
  const severe = Object.entries(vulnerabilities).filter(([, { severity }]) =>
    ['high', 'critical'].includes(severity),
  );
  return severe.length === 0
    ? { outcome: 'passed', text: 'No dependency has a known weakness of high severity.' }
    : {
        outcome: 'refused',
        text: severe
          .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`)
          .join('\n'),
      };
}

function parse(printed: string): AuditAnswer {
  try {
    return JSON.parse(printed) as AuditAnswer;
  } catch {
    return {};
  }
}
