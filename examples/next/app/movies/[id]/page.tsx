import Link from 'next/link';
import { Tickets } from './tickets';

export default async function Film({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <main>
      <h1>Film {id}</h1>
      <Tickets />
      <Link href="/">All films</Link>
    </main>
  );
}
