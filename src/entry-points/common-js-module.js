/**
 * What `import.meta` is in the build for `require`, see tsup.config.ts. The URL is made when it is asked for: a worker without
 * file names can load the module.
 */
export const commonJsModule = {
  get url() {
    const path = encodeURI(__filename.replace(/\\/g, '/')).replace(/[?#]/g, encodeURIComponent);
    return `file:///${path.replace(/^\//, '')}`;
  },
};
