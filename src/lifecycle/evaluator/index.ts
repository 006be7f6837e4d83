export * from './image-fate';
export { ImageOutcome } from './image-outcome';
export * from './lifecycle-preview';
export * from './preview-results';
export * from './repository-image';
export * from './repository-images';
export { UndocumentedOutcome } from './undocumented-outcome';
