import { defineComponent, h } from 'vue';

// biome-ignore lint/style/noDefaultExport: as vue-router imports pages
export default defineComponent({ render: () => h('h1', 'Late') });
