import { expect, test } from 'vitest';
import { hasUniqueNames } from './json-names.js';

test.each([
  '{}',
  '[]',
  '"text"',
  '1',
  '{"a":1,"b":{"a":1,"b":[{"a":1},{"a":2}]},"c":"a"}',
  '{"a":"b","b":"a","c":["a","a"]}',
  String.raw`{"a":"\"b\":1,\"b\":2","c":"\\","d":"\\\\"}`,
  '{"":1,"é":2,"字":3}',
  '{"a" : {"x":1} , "x" : [ {"a":1} ] }',
  `{${Array.from({ length: 60 }, (_, name) => `"name ${name}":${name}`).join(',')}}`,
])('knows that names are unique: %s', (text) => {
  expect(hasUniqueNames(text)).toBe(true);
});

test.each([
  '{"a":1,"a":2}',
  '{"":1,"":2}',
  '{"a":{"b":[{"c":1,"d":{"x":1},"c":2}]}}',
  '{"a":[1,2],"b":{"a":{}},"a":1}',
  '[{"a":"\\\\","a":2}]',
  '{"字":1,"字":2}',
])('knows no uniqueness where a name occurs twice: %s', (text) => {
  expect(hasUniqueNames(text)).toBe(false);
});

test.each([
  String.raw`{"\u0061":1,"a":2}`,
  `${'['.repeat(33)}${']'.repeat(33)}`,
  `{${Array.from({ length: 65 }, (_, name) => `"name ${name}":${name}`).join(',')}}`,
  '{"a":"open',
  '{"open',
  '}',
])('leaves other texts to the whole check: %s', (text) => {
  expect(hasUniqueNames(text)).toBe(false);
});
