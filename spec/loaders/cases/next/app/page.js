export default function Page() {
  return <p>See /api/jobs.</p>;
}
