/** Whole-page errors. */
export const errors = {
  notFound: { title: '没有这个页面', text: '地址可能写错了，或内容已被移走。' },
  notAllowed: { title: '你没有查看这里的权限', text: '需要的话，请管理员把你加进来。' },
  unavailable: {
    title: '数据库暂时连不上',
    text: '没有任何改动丢失或被更改。服务在不停重连，通常几秒就好。',
  },
  broke: {
    title: '出了点意外',
    text: '你刚才的改动没有生效。可以重试；若再次出现，请把下面的编号告诉管理员。',
  },
  refused: { title: '这一步没有成功' },
  reference: '编号',
  retry: '重试',
  home: '回到调度台',
} as const
