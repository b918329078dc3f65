import type { ReactNode } from 'react';
import { RouteName } from './route-name';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <RouteName />
        {children}
      </body>
    </html>
  );
}
