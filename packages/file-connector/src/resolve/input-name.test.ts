import { expect, it } from 'vitest';
import { inputName } from './input-name.js';
import { isPath } from './is-path.js';

const login = 'user:s3cret@';

it.each([
  [`https://${login}example.org/a%20b.csv?token=s3cret`, 'https://example.org/a%20b.csv'],
  ['HTTPS://example.org/a.zip?token=s3cret#b.csv', 'https://example.org/a.zip#b.csv'],
  ['https://[s3cret', 'https:/…'],
  [' https://example.org/a.csv?token=s3cret', 'https://example.org/a.csv'],
  [` ftp://${login}example.org/a.csv`, 'ftp:/…'],
  ['s3://s3cret@bucket/a.csv', 's3:/…'],
  [`jdbc:postgresql://${login}host/db`, 'jdbc:postgresql:/…'],
])('the name of %s has no secret', (input, name) => {
  expect(inputName(input)).toBe(name);
});

it.each(['-', 'in.csv', 'a?b=c#d.csv', 'C:\\in.csv'])('the name of %s is the input', (input) => {
  expect(inputName(input)).toBe(input);
});

it.each(['in.csv', '/a/in.csv', 'a?b=c#d.csv', 'C:\\in.csv', '*.csv', '--'])(
  '%s is a path',
  (input) => {
    expect(isPath(input)).toBe(true);
  },
);

it.each(['-', 'https://example.org/a', ' http://a/b', 's3://bucket/a.csv', 'file:///a.csv'])(
  '%s is not a path',
  (input) => {
    expect(isPath(input)).toBe(false);
  },
);
