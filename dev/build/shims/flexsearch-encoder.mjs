// FlexSearch without what the app does not use of it: its published entry points are single minified files, from which
// nothing can be left out (28 KB against 5).
export { default as Encoder } from '../../../node_modules/flexsearch/dist/module/encoder.js';
