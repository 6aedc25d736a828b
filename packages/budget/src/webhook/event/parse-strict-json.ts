import { parse } from 'lossless-json';
import { WebhookRefusal } from '../refusal/webhook-refusal.js';

/** Deepest nesting of a delivery. LiteLLM sends one object. */
const maxDepth = 20;

const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/gsu;

/**
 * Parses JSON whose numbers stay texts (`LosslessNumber`). Refuses what two programs may read
 * differently: a byte order mark, bytes that are not UTF-8, and two properties of one name; and nesting
 * that would overflow a stack.
 *
 * @throws WebhookRefusal 400, without any text of the body.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  try {
    JSON.parse(text);
  } catch {
    // Its message quotes the body.
    throw malformed('The body is not valid JSON.');
  }
  checkStructure(text);
  return parse(text);
}

function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith('\uFEFF')) return text;
  } catch {
    throw malformed('The body is not in UTF-8.');
  }
  throw malformed('The body begins with a byte order mark, which JSON does not have.');
}

/** Looks at names and brackets alone: the text is valid. */
function checkStructure(text: string): void {
  /** The names of each object that is open; those of an array stay empty. */
  const open: Set<string>[] = [];
  for (const [found, isName] of text.matchAll(token)) {
    if (found === '{' || found === '[') {
      open.push(new Set());
      if (open.length > maxDepth) throw malformed('The body is nested too deeply.');
    } else if (found === '}' || found === ']') {
      open.pop();
    } else if (isName !== undefined) {
      const name = JSON.parse(found.slice(0, -isName.length)) as string;
      const names = open.at(-1);
      if (names?.has(name) === true) {
        throw malformed('The body has two properties of one name.');
      }
      names?.add(name);
    }
  }
}

const malformed = (message: string): WebhookRefusal =>
  new WebhookRefusal(400, 'BODY_INVALID', message);
