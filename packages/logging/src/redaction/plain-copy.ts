import { types } from 'node:util';
import {
  framesOf,
  isDataField,
  hasSqlState,
  redactErrorMessage,
  redactPosition,
} from './error-fields.js';
import {
  callToJson,
  readEntries,
  readMap,
  readProperty,
  readText,
  unreadable,
} from './guarded-reads.js';
import { limits } from './limits.js';
import { isSensitiveKey } from './names/sensitive-keys.js';
import { setField, type Plain, type PlainObject } from './plain.js';
import { redactName, redactText } from './redact-text.js';
import { redactedMarker } from './secrets/marker.js';
import { redactArgument } from './texts/command-lines.js';

const truncated = '[Truncated]';

/** Objects such as `{ name: 'authorization', value: 'x' }` store a name and its value in two fields. */
const labels = new Set(['name', 'Name', 'key', 'Key', 'field', 'header', 'variable']);
const labelled = ['value', 'Value'];

/** A text that is only a name: an option, a header, the first half of a pair. */
const lone = /^-{0,2}[\w.-]{1,64}$/;

/** Copies and redacts one value. Its limits apply to the value as a whole. */
export class PlainCopy {
  readonly #ancestors: object[] = [];
  #valuesLeft: number = limits.values;
  #charactersLeft: number = limits.totalLength;

  /** Copies any value; unreadable parts are marked. */
  copy(value: unknown): Plain {
    return this.#visit(value, false);
  }

  /** Copies an object's fields; anything else becomes the field `value`. */
  copyFields(value: unknown): PlainObject {
    const plain = this.copy(value);
    const isObject = typeof plain === 'object' && plain !== null && !Array.isArray(plain);
    return isObject ? plain : { value: plain };
  }

  #visit(value: unknown, isInError: boolean): Plain {
    if (this.#valuesLeft <= 1) return this.#exhaust();
    this.#valuesLeft -= 1;
    switch (typeof value) {
      case 'string':
        return this.#text(value);
      case 'number':
        // Adding 0 changes only -0, which JSON does not have.
        return Number.isFinite(value) ? value + 0 : String(value);
      case 'boolean':
        return value;
      case 'bigint':
      case 'symbol':
        return this.#text(value.toString());
      case 'undefined':
        return null;
      case 'function':
        return '[Function]';
      case 'object':
        return value === null ? null : this.#object(value, isInError);
    }
  }

  /** Stops copying: the mark is the last value. */
  #exhaust(): Plain {
    this.#valuesLeft = 0;
    return truncated;
  }

  #text(text: string, clean?: (start: string) => string): Plain {
    return this.#charge(redactText(text, clean));
  }

  #charge(redacted: string): Plain {
    this.#charactersLeft -= redacted.length;
    return this.#charactersLeft < 0 ? this.#exhaust() : redacted;
  }

  #object(value: object, isInError: boolean): Plain {
    if (this.#ancestors.includes(value)) return '[Circular]';
    if (this.#ancestors.length >= limits.depth) return truncated;
    this.#ancestors.push(value);
    try {
      return this.#contents(value, isInError);
    } catch {
      return unreadable;
    } finally {
      this.#ancestors.pop();
    }
  }

  #contents(value: object, isInError: boolean): Plain {
    if (Array.isArray(value)) return this.#list(value, isInError);
    if (value instanceof Error || types.isNativeError(value)) return this.#error(value);
    if (value instanceof Date)
      return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof Map) return this.#fields(readMap(value), isInError);
    if (value instanceof Set) return this.#list(value, isInError);
    if (value instanceof URLSearchParams) return this.#fields(value, isInError);
    if (value instanceof URL || value instanceof RegExp) return this.#text(String(value));
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) {
      return `[${value.constructor.name} of ${value.byteLength} bytes]`;
    }
    if (types.isBoxedPrimitive(value)) return this.#visit(value.valueOf(), isInError);
    const json = callToJson(value);
    if (json !== value) return this.#visit(json, isInError);
    return this.#fields(readEntries(value), isInError || hasSqlState(value));
  }

  #list(values: Iterable<unknown>, isInError: boolean): Plain {
    const list: Plain[] = [];
    let program: unknown;
    let previous: unknown;
    for (const value of values) {
      if (list.length === limits.entries - 1 || this.#valuesLeft === 0) {
        // The mark already covers all values left when the limit was reached.
        if (this.#valuesLeft > 0) list.push(truncated);
        break;
      }
      const isNamed =
        typeof previous === 'string' && lone.test(previous) && isSensitiveKey(previous);
      const item =
        isArgument(program) && isArgument(value) ? argumentOf(program, previous, value) : value;
      list.push(isNamed && canBeSecret(value) ? redactedMarker : this.#visit(item, isInError));
      program ??= value;
      previous = value;
    }
    return list;
  }

  #fields(entries: Iterable<readonly [string, unknown]>, isInError: boolean): PlainObject {
    const fields: PlainObject = {};
    let count = 0;
    let isNamedSensitive = false;
    for (const [key, value] of entries) {
      if (count === limits.entries - 1 || this.#valuesLeft === 0) {
        if (this.#valuesLeft > 0) setField(fields, '…', truncated);
        break;
      }
      count += 1;
      if (value === undefined) continue;
      this.#charactersLeft -= Math.min(key.length, limits.textLength);
      if (labels.has(key) && typeof value === 'string') isNamedSensitive ||= isSensitiveKey(value);
      setField(fields, redactName(key), this.#field(key, value, isInError));
    }
    if (isNamedSensitive) {
      for (const key of labelled) if (canBeSecret(fields[key])) fields[key] = redactedMarker;
    }
    return fields;
  }

  #field(key: string, value: unknown, isInError: boolean): Plain {
    const isHidden = isSensitiveKey(key) || (isInError && isDataField(key));
    if (isHidden && canBeSecret(value)) return redactedMarker;
    if (isInError && key === 'where' && typeof value === 'string') {
      return this.#text(redactPosition(value));
    }
    return this.#visit(value, isInError);
  }

  #error(error: Error): PlainObject {
    const own = new Map(readEntries(error));
    const code = own.get('code');
    const message = this.#text(readText(error, 'message'), (start) =>
      redactErrorMessage(start, code),
    );
    const described: [string, unknown][] = [
      ['name', readProperty(error, 'name')],
      ['message', ''],
      ['stack', ''],
      ['cause', readProperty(error, 'cause')],
      ['errors', readProperty(error, 'errors')],
    ];
    for (const [key] of described) own.delete(key);
    const fields = this.#fields([...described, ...own], true);
    fields['message'] = message;
    const stack = this.#stack(framesOf(readText(error, 'stack')));
    if (stack === '') delete fields['stack'];
    else fields['stack'] = stack;
    return fields;
  }

  /** Stack frames repeat, so each is redacted once. */
  #stack(frames: readonly string[]): Plain {
    const stack = frames.map(redactName).join('\n');
    if (stack.length > limits.textLength) return this.#text(frames.join('\n'));
    return this.#charge(stack);
  }
}

/** Returns whether a text is short, like arguments and program names. */
function isArgument(value: unknown): value is string {
  return typeof value === 'string' && value.length <= limits.textLength;
}

function argumentOf(program: string, previous: unknown, value: string): string {
  return redactArgument(program, isArgument(previous) ? previous : '', value);
}

/** Booleans, null and undefined reveal no secret. */
function canBeSecret(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== 'boolean' && value !== '';
}
