// The CLI of cdk8s loads its validations with `require`.
require('tsx/cjs')
module.exports = require('./plugin.ts')
