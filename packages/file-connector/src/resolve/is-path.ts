import { schemeOf } from '../file/file-errors.js';

/**
 * Returns whether an input is a path or a pattern of paths: neither `-`, the standard input, nor an
 * address of any kind, supported or not. Only a path can be made absolute.
 */
export const isPath = (input: string): boolean => input !== '-' && schemeOf(input) === undefined;
