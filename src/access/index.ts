export * from './repository-access';
export * from './repository-access-options';
export * from './repository-perimeter';
