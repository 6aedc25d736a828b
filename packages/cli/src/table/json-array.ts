/** Formats a JSON array in parts, so that it may be longer than memory. */
export class JsonArray {
  #isEmpty = true;

  /** Returns the text of the next elements. */
  add(elements: readonly unknown[]): string {
    let text = '';
    for (const element of elements) {
      const written = JSON.stringify(element, null, 2).replaceAll('\n', '\n  ');
      text += `${this.#isEmpty ? '[' : ','}\n  ${written}`;
      this.#isEmpty = false;
    }
    return text;
  }

  /** Returns the end of the text. */
  end(): string {
    return this.#isEmpty ? '[]\n' : '\n]\n';
  }
}
