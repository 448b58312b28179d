/** A page without islands. */
export default function Plain() {
  return <p>plain</p>;
}
