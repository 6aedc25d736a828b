/** About the width of a letter, where there is no page that measures. */
const letterWidth = 8;

let context: CanvasRenderingContext2D | null | undefined;

/** Returns the width of the name of a node in px, by the font of the page. */
export function textWidth(text: string): number {
  if (typeof document === 'undefined') return Array.from(text).length * letterWidth;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return Array.from(text).length * letterWidth;
  context.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}
