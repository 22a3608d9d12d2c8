export * as nothing from './errors.js';
