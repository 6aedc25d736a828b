/** What a reader sees at an address that names no page. */
export function NotFound() {
  return <h1>There is no such page</h1>;
}
