import { describe, expect, it } from 'vitest';
import { isAtEnd, lineHeight, logWindow, openHeight, scrollTo, topOf } from './log-window.js';

const view = 20 * lineHeight;

describe('the window of the log', () => {
  it('draws a few lines of a hundred thousand', () => {
    const drawn = logWindow(50_000 * lineHeight, view, 100_000, null);
    expect(drawn).toStrictEqual({
      from: 49_990,
      to: 50_031,
      top: 49_990 * lineHeight,
      height: 100_000 * lineHeight,
    });
  });

  it('draws nothing of an empty log', () => {
    expect(logWindow(0, view, 0, null)).toStrictEqual({ from: 0, to: 0, top: 0, height: 0 });
  });

  it('stays within a log that has become shorter', () => {
    const { from, to } = logWindow(5_000 * lineHeight, view, 3, null);
    expect([from, to]).toStrictEqual([0, 3]);
  });

  it('makes room for the line that is opened', () => {
    expect(topOf(5, 5)).toBe(5 * lineHeight);
    expect(topOf(6, 5)).toBe(6 * lineHeight + openHeight);
    expect(logWindow(0, view, 10, 5).height).toBe(10 * lineHeight + openHeight);
    expect(logWindow(0, view, 10, 12).height).toBe(10 * lineHeight);
  });

  it.each([0, 400, 2_390, 2_410, 2_500, 2_800, 40_000])(
    'covers the view at %d px, whether a line above, in or below it is opened',
    (scrollTop) => {
      for (const open of [null, 0, 99, 100, 101, 150, 1_999]) {
        const { from, to, top, height } = logWindow(scrollTop, view, 2_000, open);
        expect(top).toBeLessThanOrEqual(scrollTop);
        const bottom = topOf(to - 1, open) + lineHeight + (open === to - 1 ? openHeight : 0);
        expect(bottom).toBeGreaterThanOrEqual(Math.min(height, scrollTop + view));
        expect(to - from).toBeLessThan(60);
      }
    },
  );
});

describe('the position of the log', () => {
  it('stays if the line is in view', () => {
    expect(scrollTo(10, 0, view, null)).toBe(0);
  });

  it('moves just far enough to show a line above or below', () => {
    expect(scrollTo(10, 50 * lineHeight, view, null)).toBe(10 * lineHeight);
    expect(scrollTo(30, 0, view, null)).toBe(11 * lineHeight);
    expect(scrollTo(30, 0, view, 30)).toBe(11 * lineHeight + openHeight);
  });

  it('follows new lines if its end is in view', () => {
    expect(isAtEnd(80 * lineHeight, view, 100 * lineHeight)).toBe(true);
    expect(isAtEnd(78 * lineHeight, view, 100 * lineHeight)).toBe(false);
  });
});
