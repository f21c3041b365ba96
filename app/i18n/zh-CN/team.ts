export const team = {
  title: '班组',
  subtitle: '流程可以把工单或步骤交给一个班组，由其中在办最少的人接手',
  create: '新建班组',
  newName: '新班组',
  empty: { title: '还没有班组', text: '班组由工程师组成，画流程时可以选作处理人、派单对象和收件人。' },
  name: '名称',
  members_other: '{{count}} 人',
  membersOf_other: '{{count}} / {{all}} 人',
  effect: '保存后，之后的工单和步骤交给新成员；已经交出去的不变。',
  remove: '删除班组',
  removeTitle: '删除「{{name}}」？',
  removeText: '没有已发布的流程用到它；草稿里用到的地方会列为问题。删除后不能恢复。',
} as const
