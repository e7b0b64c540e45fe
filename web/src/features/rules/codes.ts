import type { paths } from '../../api/generated'

export type CodeTable = paths['/api/v1/code-tables']['get']['responses'][200]['content']['application/json']['items'][number]
export type CodeOrder = CodeTable['orders'][number]
export type CodeChange = CodeOrder['changes'][number]
export type EditionFile = paths['/api/v1/code-tables/{table}/edition-file']['put']['responses'][200]['content']['application/json']
