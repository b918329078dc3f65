import Link from 'next/link';

export default function Home() {
  return (
    <main>
      <h1>Films</h1>
      <Link href="/movies/8">Eight</Link>
    </main>
  );
}
