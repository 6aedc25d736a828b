/** Whether everything is all right, in one look. */
export function Overview() {
  return <h1>Overview</h1>;
}
