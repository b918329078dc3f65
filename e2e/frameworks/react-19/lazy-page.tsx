export const LazyPage = () => <h1>Late</h1>;
