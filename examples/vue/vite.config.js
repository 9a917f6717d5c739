import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// <hansou-search> is an element, not a component.
const compilerOptions = { isCustomElement: name => name === 'hansou-search' };

export default defineConfig({ base: './', plugins: [vue({ template: { compilerOptions } })] });
