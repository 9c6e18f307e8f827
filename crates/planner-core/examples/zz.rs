use std::time::Instant;
use planner_core::*;
use planner_core::book::Books; use planner_core::program::Program; use planner_core::projection::*; use planner_core::stack::Stack;
fn main(){
 let months: u32 = std::env::args().nth(2).map_or(36,|m| m.parse().unwrap());
 let text=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
 let books=Books::bundled().unwrap();
 let stack=Stack::parse(&document::parse_yaml(&text,0).unwrap()).unwrap();
 let o=Options{months,..Options::default()};
 project(&books,&stack,o).unwrap();
 let t=Instant::now(); project(&books,&stack,o).unwrap(); println!("project {:?}",t.elapsed());
 let t=Instant::now(); let mut p=Program::new(&books,&stack,o).unwrap(); println!("compile {:?}",t.elapsed());
 println!("{}", p.sizes());
 let base: Vec<(String,Decimal)> = p.inputs().iter().map(|i|(i.place().to_owned(), i.stated())).collect();
 let eps=decimal("1.0000001").unwrap();
 let b: Vec<(&str,Decimal)>=base.iter().map(|(p,v)|(p.as_str(),*v)).collect();
 let mut c: Vec<(&str,Decimal)>=vec![]; let mut left=vec![];
 for (place,v) in &base {
   let mut q=Program::new(&books,&stack,o).unwrap();
   c.push((place,*v*eps));
   q.run(&c).unwrap();
   if q.ways()>1 { c.pop(); left.push(place); }
 }
 println!("left {left:?}");
 let mut p=Program::new(&books,&stack,o).unwrap();
 p.run(&b).unwrap(); p.run(&c).unwrap(); println!("ways {}", p.ways());
 let mut best=std::time::Duration::MAX;
 for _ in 0..50 { let t=Instant::now(); p.run(&b).unwrap(); let e=t.elapsed(); best=best.min(e); p.run(&c).unwrap(); }
 println!("run all {:?} ways {}",best, p.ways());
 let mut best=std::time::Duration::MAX;
 for _ in 0..50 { p.run(&[]).unwrap(); let t=Instant::now(); p.run(&[]).unwrap(); best=best.min(t.elapsed()); }
 println!("run none {:?} ways {}",best, p.ways());
 for (place,v) in base.iter() {
  let mut best=std::time::Duration::MAX;
  let g=*v*eps; 
  for _ in 0..20 { p.run(&[]).unwrap(); let t=Instant::now(); p.run(&[(place,g)]).unwrap(); best=best.min(t.elapsed()); }
  println!("{place} {best:?} ways {}", p.ways());
 }
}
