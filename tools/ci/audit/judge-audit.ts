/** The result of an audit; it is not checked if the registry does not answer. */
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

/** Evaluates the output of `npm audit --json`. */
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
    ? { outcome: 'passed', text: 'No dependency has a known vulnerability of high severity.' }
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
