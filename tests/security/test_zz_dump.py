import pytest, re
from django.urls import reverse, NoReverseMatch
from tests.test_urls import known_addresses
from tests.security.people import *
from tests.security.walking import ask
@pytest.mark.django_db
def test_dump(site_tree):
    w=make_world(site_tree)
    out=open("/tmp/map.txt","w")
    pks={"wagtailimages":w.things["picture"].pk,"wagtaildocs":w.things["document"].pk,"wagtailadmin_pages":w.things["draft"].pk,"wagtailusers_users":w.people[Role.MEMBER_A].pk,"wagtailsnippets_partners_organisation":w.ours.pk,"wagtailsnippets_partners_application":w.things["application"].pk}
    clients={r:w.client(r) for r in STAFF}
    import copy; jars={r:copy.deepcopy(c.cookies) for r,c in clients.items()}
    for a in known_addresses():
        if not a.route.startswith("admin/") or a.name.split(":")[0] in ("wagtailadmin_pages","wagtailadmin_reports","wagtailadmin_workflows","wagtailadmin_api","wagtailadmin_collections") or ":" not in a.name: continue
        names=re.findall(r"<(?:\w+:)?(\w+)>", a.route)
        ns=a.name.split(":")[0]
        kw={}
        for n in names: kw[n]= {"app_name":"partners","app_label":"partners","model_name":"organisation","key":"story","slug":"story","language_code":"cy","locale_id":1}.get(n, pks.get(ns, w.things["draft"].pk if "page" in n else 1))
        try: path=reverse(a.name,kwargs=kw)
        except NoReverseMatch as e:
            print("NOREV",a.name,a.route,file=out); continue
        row=[]
        for r in sorted(STAFF):
            clients[r].cookies=copy.deepcopy(jars[r])
            ok,_,resp=ask(clients[r],"GET",path); row.append(f"{r[:3]}:{resp.status_code}{'+' if ok else '-'}")
        print(a.name,a.route,*row,sep=" | ",file=out,flush=True)
